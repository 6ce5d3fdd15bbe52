"""The answers, by what they are about. `kg.questions` lists them."""
