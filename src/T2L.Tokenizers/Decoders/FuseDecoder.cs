namespace T2L.Tokenizers.Decoders;

/// <summary>Joins all tokens into one, so that a later step sees the whole text.</summary>
internal sealed class FuseDecoder : ITokenDecoder
{
    public ITokenSink Onto(ITokenSink next) => new Run(next);

    private sealed class Run(ITokenSink next) : ITokenSink
    {
        public void Text(string text) => next.Text(text);

        public void EndToken()
        {
        }

        public void Finish()
        {
            next.EndToken();
            next.Finish();
        }
    }
}
