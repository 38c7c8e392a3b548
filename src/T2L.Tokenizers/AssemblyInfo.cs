using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("T2L.Embedding")]
[assembly: InternalsVisibleTo("T2L.Models")]
[assembly: InternalsVisibleTo("T2L.Benchmarks")]
[assembly: InternalsVisibleTo("T2L.Tokenizers.Tests")]
