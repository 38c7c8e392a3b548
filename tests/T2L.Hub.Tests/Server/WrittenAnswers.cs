using System.Globalization;
using System.Net;
using System.Text;

namespace T2L.Hub.Tests.Server;

/// <summary>
/// Gives answers that are written down: a status and header lines for each, then an empty line and the next answer. What follows the
/// last one's empty line is every answer's body. Everything happens on the caller's thread.
/// </summary>
internal sealed class WrittenAnswers : HttpMessageHandler
{
    private readonly Queue<HttpResponseMessage> _answers = new();

    public WrittenAnswers(byte[] written)
    {
        var blocks = Encoding.Latin1.GetString(written).Split("\n\n");
        var body = Encoding.Latin1.GetBytes(blocks[^1]);
        foreach (var block in blocks[..^1])
            _answers.Enqueue(Answer(block.Split('\n'), body));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _answers.TryDequeue(out var answer)
        ? Task.FromResult(answer)
        : Task.FromException<HttpResponseMessage>(new HttpRequestException("nobody is there"));

    private static HttpResponseMessage Answer(string[] lines, byte[] body)
    {
        var status = int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 100 and <= 999 ? number : 200;
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new Body(body) };
        foreach (var line in lines[1..])
            if (line.Split(':', 2) is [var name, var value] && !answer.Headers.TryAddWithoutValidation(name, value.Trim()))
                answer.Content.Headers.TryAddWithoutValidation(name, value.Trim());
        return answer;
    }

    // As from the network: its length is known only where a header says it.
    private sealed class Body(byte[] bytes) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new MemoryStream(bytes));

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
