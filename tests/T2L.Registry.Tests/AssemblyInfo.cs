using System.Runtime.Versioning;

// The embedded server and the file modes that are tested here are Linux's.
[assembly: SupportedOSPlatform("linux")]
