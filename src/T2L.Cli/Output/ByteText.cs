using System.Globalization;

namespace T2L.Cli.Output;

/// <summary>Numbers of bytes for people.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["kB", "MB", "GB", "TB"];

    /// <summary>For instance 5.2 GB; a kilobyte is 1000 bytes, as on disks and lines.</summary>
    public static string Of(double bytes)
    {
        if (bytes < 1000)
            return string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} bytes");
        var unit = -1;
        for (; bytes >= 999.5 && unit < Units.Length - 1; unit++)
            bytes /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:G3} {Units[unit]}");
    }
}
