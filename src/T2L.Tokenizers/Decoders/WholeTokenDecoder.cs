namespace T2L.Tokenizers.Decoders;

/// <summary>A step that must see each token whole; <paramref name="rewrite"/> gets it with its place and gives what becomes of it.</summary>
internal sealed class WholeTokenDecoder(Func<string, int, string> rewrite) : ITokenDecoder
{
    public ITokenSink Onto(ITokenSink next) => new Run(rewrite, next);

    private sealed class Run(Func<string, int, string> rewrite, ITokenSink next) : WholeTokenSink
    {
        private int _place;

        protected override void Token(string token)
        {
            next.Text(rewrite(token, _place++));
            next.EndToken();
        }

        protected override void End() => next.Finish();
    }
}

/// <summary>Puts the pieces of each token together.</summary>
internal abstract class WholeTokenSink : ITokenSink
{
    private readonly System.Text.StringBuilder _rest = new();
    private string? _token;

    public void Text(string text)
    {
        if (_token is null)
            _token = text;
        else
            _rest.Append(text);
    }

    public void EndToken()
    {
        string token = _rest.Length == 0 ? _token ?? "" : _token + _rest;
        _token = null;
        _rest.Clear();
        Token(token);
    }

    public void Finish() => End();

    protected abstract void Token(string token);

    protected abstract void End();
}
