"""The words of the field: wilayah codes, indices, status, programmes, errors, language. Nothing here needs pandas."""
