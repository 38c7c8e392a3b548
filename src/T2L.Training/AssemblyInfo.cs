using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("T2L.Training.Tests")]
[assembly: InternalsVisibleTo("T2L.Benchmarks")]
[assembly: InternalsVisibleTo("T2L.Benchmarks.Tests")]
