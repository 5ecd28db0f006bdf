"""What is shown, without Streamlit: one description that every renderer draws from."""
