using System.Text;
using T2L.Tokenizers;

namespace T2L.Models.Generation;

/// <summary>One text of a batch while it is being written.</summary>
internal sealed class Row(GenerationRequest request, int limit, IReadOnlyList<int> endTokens, Tokenizer? tokenizer)
{
    private readonly List<int> _tokens = [];
    private readonly StringBuilder _text = new();
    private readonly StopTexts _stops = new(request.Stop);
    private readonly IncrementalDecoder? _decoder = tokenizer is null ? null : new IncrementalDecoder(tokenizer);

    /// <summary>Draws this row's tokens; null where it takes the likeliest.</summary>
    public Sampler? Sampler { get; } = request.Temperature > 0 ? new Sampler(request.Temperature, request.TopP, request.Seed) : null;

    /// <summary>The whole, once the row has ended.</summary>
    public GenerationResult? Result { get; private set; }

    /// <summary>The token to feed next: the last one, or any where the row has ended.</summary>
    public int Last => _tokens.Count > 0 ? _tokens[^1] : 0;

    /// <summary>Ends the row where its caller has given up.</summary>
    /// <returns>Whether it did.</returns>
    public bool EndIfCancelled()
    {
        if (Result is not null || !request.Cancellation.IsCancellationRequested)
            return false;
        End(FinishReason.Cancelled);
        return true;
    }

    /// <summary>Adds a token.</summary>
    /// <returns>The text that is certain now.</returns>
    public string Add(int token)
    {
        _tokens.Add(token);
        bool end = !request.IgnoreEndTokens && endTokens.Contains(token);
        var (text, found) = _stops.Add(_decoder?.Append(token) ?? "");
        if (!found && (end || _tokens.Count >= limit))
        {
            // The last bytes of a character that never came are text too.
            var (rest, foundInRest) = _stops.Add(_decoder?.Finish() ?? "");
            found = foundInRest;
            text += found ? rest : rest + _stops.Finish();
        }
        _text.Append(text);
        if (found)
            End(FinishReason.StopText);
        else if (end)
            End(FinishReason.EndToken);
        else if (_tokens.Count >= limit)
            End(FinishReason.Length);
        return text;
    }

    private void End(FinishReason reason) => Result = new GenerationResult([.. _tokens], _text.ToString(), reason);
}
