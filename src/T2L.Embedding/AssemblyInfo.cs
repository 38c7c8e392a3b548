using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("T2L.Embedding.Tests")]
