namespace T2L.Cli.Output;

/// <summary>A line on stderr for work that takes long: on a terminal it rewrites itself, in a log it comes every ten seconds.</summary>
/// <param name="onlyLong">Whether a log gets nothing of work that ends within ten seconds, not even a first and a last line.</param>
internal sealed class StatusLine(bool onlyLong = false)
{
    private const string Clear = "\r\u001b[K";

    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly bool _onTerminal = !Console.IsErrorRedirected;
    private TimeSpan? _last = onlyLong ? TimeSpan.Zero : null;

    /// <summary>Shows where the work stands.</summary>
    /// <param name="line">What to say.</param>
    /// <param name="done">Whether it is finished.</param>
    /// <param name="elapsed">Since it began.</param>
    public void Show(string line, bool done, TimeSpan elapsed)
    {
        if (_onTerminal)
            Console.Error.Write(Clear + line + (done ? "\n" : ""));
        else if ((done && !onlyLong) || _last is not { } last || elapsed - last >= LogInterval)
        {
            Terminal.Status(line);
            _last = elapsed;
        }
    }

    /// <summary>Says something that stays, in place of what stands in the terminal's line.</summary>
    /// <param name="sentence">What to say.</param>
    public void Say(string sentence) => Terminal.Status((_onTerminal ? Clear : "") + sentence);
}
