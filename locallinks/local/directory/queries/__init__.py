"""What others may ask the directory. The same answers for every viewer: it holds nothing about supported people."""
