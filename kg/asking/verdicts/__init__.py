"""The sentence before an answer: yes, no, disputed, not told; or who, when, where and which of two."""
