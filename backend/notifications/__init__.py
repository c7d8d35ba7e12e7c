"""What the customer hears from us: templates, channels, and who sends what when."""
