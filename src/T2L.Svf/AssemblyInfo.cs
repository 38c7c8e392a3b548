using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("T2L.Svf.Tests")]
