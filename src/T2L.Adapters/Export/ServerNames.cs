namespace T2L.Adapters.Export;

/// <summary>Names of servers, as users write them.</summary>
public static class ServerNames
{
    private static readonly Dictionary<string, Server> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["peft"] = Server.Peft,
        ["vllm"] = Server.Vllm,
        ["lorax"] = Server.Lorax,
        ["llama.cpp"] = Server.LlamaCpp,
        ["sglang"] = Server.SgLang,
    };

    /// <summary>All names, PEFT first.</summary>
    public static IReadOnlyList<string> All { get; } = [.. ByName.Keys];

    /// <summary>The name of a server.</summary>
    /// <param name="server">The server.</param>
    /// <returns>For instance <c>llama.cpp</c>.</returns>
    public static string Name(this Server server) => ByName.First(pair => pair.Value == server).Key;

    /// <summary>Reads a name; case does not matter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="server">The server.</param>
    /// <returns>False when no server has this name.</returns>
    public static bool TryParse(string name, out Server server) => ByName.TryGetValue(name, out server);
}
