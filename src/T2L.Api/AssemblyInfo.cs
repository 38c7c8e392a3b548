using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("T2L.Api.Tests")]
[assembly: InternalsVisibleTo("T2L.Client.Tests")]
