using System.Buffers;
using System.Text;

namespace T2L.Hub.Protocol;

/// <summary>Which paths of a repository may become paths of this machine.</summary>
internal static class RemotePath
{
    private const int MaxBytes = 2048;
    private const int MaxSegmentBytes = 255; // of a name on usual file systems
    private const int MaxDepth = 32;

    private static readonly SearchValues<char> NotOnWindows = SearchValues.Create("<>:\"|?*");

    private static readonly string[] DeviceNames =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })];

    /// <summary>Why a path is refused, as the end of a sentence; null where it is not.</summary>
    /// <param name="path">The path as the server spells it.</param>
    /// <param name="windows">Whether the names must do on Windows as well.</param>
    public static string? Fault(string path, bool windows)
    {
        if (path.Length == 0)
            return "is empty";
        if (path.Any(char.IsControl) || !IsPaired(path))
            return "holds a control character or half of one";
        if (path.Contains('\\', StringComparison.Ordinal))
            return "holds a backslash";
        if (Encoding.UTF8.GetByteCount(path) > MaxBytes)
            return $"is longer than {MaxBytes} bytes";
        var segments = path.Split('/');
        if (segments.Length > MaxDepth)
            return $"is deeper than {MaxDepth} folders";
        return segments.Select(segment => SegmentFault(segment, windows)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>A path with everything that a terminal might obey made visible, and not too long.</summary>
    public static string Printable(string path)
    {
        var text = new StringBuilder();
        foreach (var character in path.Take(120))
            text.Append(char.IsControl(character) || char.IsSurrogate(character) ? $"\\u{(int)character:x4}" : character);
        return path.Length > 120 ? text.Append("...").ToString() : text.ToString();
    }

    private static string? SegmentFault(string segment, bool windows)
    {
        if (segment is "")
            return "is absolute or has an empty part";
        if (segment is "." or "..")
            return "leaves its folder";
        if (Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
            return $"has a part longer than {MaxSegmentBytes} bytes";
        return windows ? WindowsFault(segment) : null;
    }

    private static string? WindowsFault(string segment)
    {
        if (segment.AsSpan().IndexOfAny(NotOnWindows) >= 0 || segment[^1] is '.' or ' ')
            return "has a part that Windows does not allow";
        return DeviceNames.Contains(segment.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase) ? "has the name of a device" : null;
    }

    private static bool IsPaired(string text)
    {
        for (var index = 0; index < text.Length; index++)
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                index++;
            else if (char.IsSurrogate(text[index]))
                return false;
        return true;
    }
}
