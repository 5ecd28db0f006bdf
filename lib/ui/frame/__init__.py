"""What every page needs: address, filters, frame, tables, charts, downloads, sign-in."""
