using T2L.Adapters.Peft;
using T2L.Adapters.Svf;

namespace T2L.Adapters.Uploads;

/// <summary>The name of a file in an upload: where it says that it lies, and what is done with it.</summary>
/// <param name="Text">The name as it was given.</param>
/// <param name="Folder">What stands before the last slash; empty at the top.</param>
/// <param name="Name">What stands behind it; empty for a folder.</param>
internal sealed record UploadPath(string Text, string Folder, string Name)
{
    private const int MaxLength = 512;
    private static readonly string[] Needed = [PeftConfigFile.Name, PeftDirectory.WeightsName, SvfExpertFile.Name];

    // Loading one of these runs what is in it.
    private static readonly HashSet<string> Pickles = new(StringComparer.OrdinalIgnoreCase) { ".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".joblib", ".npy", ".npz", ".dill" };
    private static readonly HashSet<string> Programs = new(StringComparer.OrdinalIgnoreCase)
    {
        ".py", ".pyc", ".pyd", ".pyw", ".ipynb", ".so", ".dll", ".dylib", ".exe", ".com", ".bat", ".cmd", ".ps1", ".sh", ".js", ".jar", ".wasm",
    };
    private static readonly HashSet<string> Archives = new(StringComparer.OrdinalIgnoreCase) { ".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".zst", ".whl" };

    /// <summary>Whether it is a file of an adapter; all others are passed over.</summary>
    public bool IsWanted => Needed.Contains(Name, StringComparer.Ordinal);

    /// <summary>Whether it names a folder.</summary>
    public bool IsFolder => Name.Length == 0;

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="AdapterFormatException">It could lead out of its folder, or is the name of something that is never taken.</exception>
    public static UploadPath Parse(string text)
    {
        if (Fault(text) is { } fault)
            throw Refuse($"the upload has a file called '{Short(text)}', {fault}.");
        var slash = text.LastIndexOf('/');
        var path = new UploadPath(text, slash < 0 ? "" : text[..slash], text[(slash + 1)..]);
        return path.Forbidden() is { } reason ? throw new AdapterFormatException(AdapterFormatError.Unsupported, reason, path.Name) : path;
    }

    private static string? Fault(string text)
    {
        if (text.Length is 0 or > MaxLength)
            return $"a name of {text.Length} characters; expected 1 to {MaxLength}";
        if (text.Any(c => char.IsControl(c) || c is '\\' or ':'))
            return "whose name has a backslash, a colon or a control character; expected folders parted by '/'";
        if (text[0] == '/')
            return "an absolute path; expected a path inside the adapter's folder";
        var parts = text.Split('/');
        if (parts.Any(part => part is "." or ".."))
            return "which leads out of the adapter's folder";
        return parts[..^1].Any(part => part.Length == 0) || parts.Any(part => part != part.Trim() || part.EndsWith('.'))
            ? "whose name some systems read as another one"
            : null;
    }

    private string? Forbidden()
    {
        var ending = Path.GetExtension(Name);
        if (Pickles.Contains(ending))
            return $"the upload has '{Short(Text)}', a pickle or a file that may hold one: loading it runs code. Convert the weights to {PeftDirectory.WeightsName} and leave it out.";
        if (Programs.Contains(ending))
            return $"the upload has '{Short(Text)}', a program; an adapter has none. Leave it out.";
        return Archives.Contains(ending) ? $"the upload has '{Short(Text)}', an archive inside the upload. Unpack it first, or leave it out." : null;
    }

    private static string Short(string text) => text.Length <= 120 ? text : text[..120] + "…";

    private static AdapterFormatException Refuse(string message) => new(AdapterFormatError.InvalidArchive, message);
}
