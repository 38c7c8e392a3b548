namespace T2L.Hub.Transport;

/// <summary>Reads a small body whole, and not one byte more than it may have.</summary>
internal static class BoundedBody
{
    private const int FirstBytes = 4096, BufferBytes = 64 << 10;

    public static async Task<byte[]> ReadAsync(HubAnswer answer, int limit, StallGuard guard)
    {
        var announced = answer.Response.Content.Headers.ContentLength;
        if (announced > limit)
            throw TooLarge(answer, limit);
        using var body = new MemoryStream((int)Math.Min(announced ?? FirstBytes, FirstBytes)); // it grows with what comes, not with what was announced
        var stream = await guard.RunAsync(new ValueTask<Stream>(answer.Response.Content.ReadAsStreamAsync(guard.Token)));
        var buffer = new byte[BufferBytes];
        while (await guard.RunAsync(stream.ReadAsync(buffer, guard.Token)) is var read and > 0)
        {
            if (body.Length + read > limit)
                throw TooLarge(answer, limit);
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private static HubException TooLarge(HubAnswer answer, int limit) =>
        new(HubError.BadAnswer, $"{RedirectRule.Shown(answer.Location)} sends more than {limit} bytes; the answer was refused before reading further.");
}
