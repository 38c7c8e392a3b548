using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("T2L.Worker.Tests")]
[assembly: InternalsVisibleTo("T2L.Api.Tests")]
