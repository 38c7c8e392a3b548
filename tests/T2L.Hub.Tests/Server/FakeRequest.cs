namespace T2L.Hub.Tests.Server;

internal sealed record FakeRequest(string Method, string Path, string Range, string Authorization);
