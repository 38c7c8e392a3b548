namespace T2L.Hub.Transport;

/// <summary>A successful answer, its body still to be read.</summary>
/// <param name="Response">The last answer of the chain.</param>
/// <param name="Location">Who gave it.</param>
/// <param name="Linked">What the hub itself said of the file.</param>
internal sealed record HubAnswer(HttpResponseMessage Response, Uri Location, LinkedFile Linked) : IDisposable
{
    public void Dispose() => Response.Dispose();
}
