using System.Globalization;

namespace T2L.Hub;

/// <summary>The environment variables of the hub's own clients, with their meaning there.</summary>
public static class HubEnvironment
{
    private const int MaxTokenBytes = 4096;

    /// <summary>Reads the options of this process.</summary>
    /// <exception cref="HubException">A variable has a value that cannot be used.</exception>
    public static HubOptions Read() => Read(Environment.GetEnvironmentVariable);

    /// <summary>Reads the options.</summary>
    /// <param name="variable">Gives a variable's value, or null.</param>
    /// <exception cref="HubException">A variable has a value that cannot be used.</exception>
    public static HubOptions Read(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
        string Folder(string path) => Path.GetFullPath(path is "~" or ['~', '/', ..] ? Value("HOME") + path[1..] : path);
        var home = Folder(Value("HF_HOME") ?? Path.Combine(Value("XDG_CACHE_HOME") ?? "~/.cache", "huggingface"));
        return new HubOptions
        {
            Endpoint = Endpoint(Value("HF_ENDPOINT")),
            Token = Token(Value("HF_TOKEN") ?? Value("HUGGING_FACE_HUB_TOKEN"), "HF_TOKEN")
                ?? TokenFile(Folder(Value("HF_TOKEN_PATH") ?? Path.Combine(home, "token"))),
            CacheRoot = Folder(Value("HF_HUB_CACHE") ?? Value("HUGGINGFACE_HUB_CACHE") ?? Path.Combine(home, "hub")),
            Offline = IsTrue(Value("HF_HUB_OFFLINE") ?? Value("TRANSFORMERS_OFFLINE")),
            StallTimeout = Seconds("HF_HUB_DOWNLOAD_TIMEOUT", Value("HF_HUB_DOWNLOAD_TIMEOUT")) ?? TimeSpan.FromSeconds(30),
        };
    }

    private static bool IsTrue(string? value) => value?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";

    private static Uri Endpoint(string? value)
    {
        if (value is null)
            return new Uri("https://huggingface.co");
        return Uri.TryCreate(value.TrimEnd('/'), UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https" && endpoint.Query.Length == 0
            && endpoint.Fragment.Length == 0 && endpoint.UserInfo.Length == 0
            ? endpoint
            : throw new HubException(HubError.BadSetting, $"HF_ENDPOINT is '{value}'; expected the address of a hub, for instance https://huggingface.co.");
    }

    private static TimeSpan? Seconds(string name, string? value) => value is null ? null
        : int.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 3600 ? TimeSpan.FromSeconds(seconds)
        : throw new HubException(HubError.BadSetting, $"{name} is '{value}'; expected 1 to 3600 seconds.");

    private static string? TokenFile(string path)
    {
        if (!File.Exists(path))
            return null;
        if (new FileInfo(path).Length > MaxTokenBytes)
            throw new HubException(HubError.BadSetting, $"The token file '{path}' is larger than {MaxTokenBytes} bytes; it should hold one line.");
        return Token(File.ReadAllText(path), $"The token file '{path}'");
    }

    // What goes into a header line must not be able to end it. The token itself is never printed.
    private static string? Token(string? value, string source) => value?.Trim() is not { Length: > 0 } token ? null
        : token.Length <= MaxTokenBytes && token.All(character => character is > ' ' and < '\u007f') ? token
        : throw new HubException(HubError.BadSetting, $"{source} holds something that is not a token; expected one word of plain characters, hf_...");
}
