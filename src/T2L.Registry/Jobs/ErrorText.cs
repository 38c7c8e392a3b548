using T2L.Registry.Data;

namespace T2L.Registry.Jobs;

/// <summary>Makes an error text fit its column: a failure must be recorded whatever its message holds.</summary>
internal static class ErrorText
{
    internal static string Fit(string? error)
    {
        if (string.IsNullOrWhiteSpace(error))
            return "The job failed without a message.";
        var text = error.Length > Limits.Error ? error[..Limits.Error] : error;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var paired = char.IsSurrogate(source[i]) &&
                    (char.IsSurrogatePair(source, i) || (i > 0 && char.IsSurrogatePair(source, i - 1)));
                // NUL and half a surrogate pair cannot be stored; see TaskDescription.
                span[i] = source[i] == '\0' || (char.IsSurrogate(source[i]) && !paired) ? '\uFFFD' : source[i];
            }
        });
    }
}
