using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("T2L.Cli.Tests")]
