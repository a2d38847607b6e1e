"""What a person sees and types: options in, tables and progress out."""
