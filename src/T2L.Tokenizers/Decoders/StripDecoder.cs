namespace T2L.Tokenizers.Decoders;

/// <summary>Removes up to a number of one character from each end of every token.</summary>
internal sealed class StripDecoder(char content, int start, int stop) : ITokenDecoder
{
    public ITokenSink Onto(ITokenSink next) => new Run(content, start, stop, next);

    private sealed class Run(char content, int start, int stop, ITokenSink next) : ITokenSink
    {
        private int _removed;
        private bool _inside;
        private int _kept;

        public void Text(string text)
        {
            int from = 0;
            while (!_inside && from < text.Length && _removed < start && text[from] == content)
            {
                from++;
                _removed++;
            }
            if (from == text.Length)
                return;
            _inside = true;
            Pass(text[from..]);
        }

        public void EndToken()
        {
            if (_kept > stop)
                next.Text(new string(content, _kept - stop));
            (_removed, _inside, _kept) = (0, false, 0);
            next.EndToken();
        }

        public void Finish() => next.Finish();

        // What may yet be the end of the token is kept back, as a count.
        private void Pass(string text)
        {
            int end = stop == 0 ? text.Length : text.AsSpan().TrimEnd(content).Length;
            if (end > 0)
            {
                next.Text(_kept == 0 ? text[..end] : string.Concat(new string(content, _kept), text.AsSpan(0, end)));
                _kept = 0;
            }
            int passable = _kept + text.Length - end - stop;
            _kept += text.Length - end;
            if (passable <= 0)
                return;
            next.Text(new string(content, passable));
            _kept -= passable;
        }
    }
}
