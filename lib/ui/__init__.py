"""The only place, with pages/ and app.py, that imports streamlit."""
