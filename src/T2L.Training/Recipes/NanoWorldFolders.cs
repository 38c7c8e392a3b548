using System.Text;
using T2L.Adapters.Storage;

namespace T2L.Training.Recipes;

/// <summary>Where the parts of a nano world stand while it is trained, and which are finished.</summary>
internal sealed record NanoWorldFolders(string Output, string Work)
{
    /// <summary>Folder of a part.</summary>
    public string Of(string name) => Path.Combine(Output, name);

    /// <summary>Folder of a part's checkpoint and log.</summary>
    public string Trace(string name) => Path.Combine(Work, name);

    /// <summary>Whether a part is finished.</summary>
    public bool IsDone(string name) => File.Exists(Mark(name));

    /// <summary>Notes a finished part, with what was measured at its end.</summary>
    public void Finish(string name, string result)
    {
        Directory.CreateDirectory(Work);
        AtomicFile.Write(Mark(name), Encoding.UTF8.GetBytes(result + "\n"));
    }

    private string Mark(string name) => Path.Combine(Work, name + ".done");
}
