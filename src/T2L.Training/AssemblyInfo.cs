using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("T2L.Training.Tests")]
