using System.Globalization;

namespace T2L.Api.Adapters;

/// <summary>The header <c>Prefer: wait=N</c> (RFC 7240): how many seconds a caller would rather wait than come back.</summary>
internal static class PreferWait
{
    /// <summary>The wish, at most <paramref name="maxSeconds"/>; null when there is none. A wish that cannot be read is ignored, as the RFC says.</summary>
    public static TimeSpan? Of(HttpRequest request, int maxSeconds)
    {
        foreach (var preference in request.Headers.GetCommaSeparatedValues("Prefer"))
        {
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2
                && parts[0].Equals("wait", StringComparison.OrdinalIgnoreCase)
                && uint.TryParse(parts[1].Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return TimeSpan.FromSeconds(Math.Min(seconds, maxSeconds));
        }
        return null;
    }
}
