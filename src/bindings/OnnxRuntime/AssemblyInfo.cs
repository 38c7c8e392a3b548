using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("OnnxRuntime.Tests")]
