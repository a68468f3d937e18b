"""What people do to tickets."""
