using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("T2L.Hypernetwork.Tests")]
[assembly: InternalsVisibleTo("T2L.Benchmarks")]
