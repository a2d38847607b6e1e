"""What is run: strategies on data over seeds, computed once each and handed to the record."""
