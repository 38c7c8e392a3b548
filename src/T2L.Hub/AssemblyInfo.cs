using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("T2L.Hub.Tests")]
