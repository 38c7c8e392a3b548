using System.Net;
using System.Net.Http.Headers;
using T2L.Hub.Protocol;

namespace T2L.Hub.Transport;

/// <summary>One pool of connections; redirects are followed here, by hand, so that the token goes to the hub and to nobody else.</summary>
internal sealed class HubConnection : IDisposable
{
    private static readonly ProductInfoHeaderValue Agent = new("t2l", typeof(HubConnection).Assembly.GetName().Version!.ToString(3));

    private readonly HubOptions _options;
    private readonly HttpMessageInvoker _http;

    public HubConnection(HubOptions options)
        : this(options, Sockets())
    {
    }

    /// <summary>The same rules over another way to answers than the network.</summary>
    internal HubConnection(HubOptions options, HttpMessageHandler handler) => (_options, _http) = (options, new HttpMessageInvoker(handler));

    /// <summary>Asks once.</summary>
    /// <exception cref="TransientException">It may work the next time.</exception>
    /// <exception cref="HubException">It will not.</exception>
    public async Task<HubAnswer> AskAsync(HubRequest request, StallGuard guard)
    {
        var (address, linked, trusted) = (request.Address, LinkedFile.None, RedirectRule.SameOrigin(request.Address, _options.Endpoint));
        for (var hop = 0; hop <= RedirectRule.MaxHops; hop++)
        {
            using var message = Message(address, request, trusted);
            var response = await guard.RunAsync(new ValueTask<HttpResponseMessage>(_http.SendAsync(message, guard.Token)));
            if (trusted)
                linked = linked.And(response);
            if (response.IsSuccessStatusCode || (request.HeadersOnly && RedirectRule.IsRedirect(response) && linked is { Etag: not null, Size: not null }))
                return Accepted(new HubAnswer(response, address, linked), request);
            using (response)
            {
                if (!RedirectRule.IsRedirect(response))
                    throw Refusal.From(response, address, trusted, request, _options);
                address = RedirectRule.Next(address, response);
                // Once away, always away: a store that sends back is not the hub.
                trusted = trusted && RedirectRule.SameOrigin(address, _options.Endpoint);
            }
        }
        throw new HubException(HubError.BadRedirect, $"{RedirectRule.Shown(request.Address)} sends on more than {RedirectRule.MaxHops} times; it was left there.");
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Sockets() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(15), // stores change their addresses
        MaxResponseHeadersLength = 64, // KiB
        MaxResponseDrainSize = 64 << 10,
    };

    private HttpRequestMessage Message(Uri address, HubRequest request, bool trusted)
    {
        var message = new HttpRequestMessage(request.HeadersOnly ? HttpMethod.Head : HttpMethod.Get, address);
        message.Headers.UserAgent.Add(Agent);
        // Sizes and ranges are of the file, not of something that unpacks to it.
        message.Headers.AcceptEncoding.Add(new("identity"));
        if (request.Range is { } range)
            message.Headers.Range = new(range.Start, range.End - 1);
        if (trusted && _options.Token is { } token)
            message.Headers.Authorization = new("Bearer", token);
        return message;
    }

    private static HubAnswer Accepted(HubAnswer answer, HubRequest request)
    {
        if (answer.Response.Content.Headers.ContentEncoding.FirstOrDefault(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) is not { } encoding)
            return answer;
        answer.Dispose();
        throw new HubException(HubError.BadAnswer,
            $"{RedirectRule.Shown(request.Address)} was sent packed ({RemotePath.Printable(encoding)}) though plain bytes were asked for; a proxy between here and the hub may do that.");
    }
}
