using System.Text;
using Microsoft.Win32.SafeHandles;

namespace T2L.Testing.Fuzz;

/// <summary>A small file that says which case is being read, so that one that ends the whole process is known too; at the end, the figures.</summary>
internal sealed class FuzzJournal : IDisposable
{
    private readonly string _path;
    private readonly string _loader;
    private readonly SafeFileHandle _handle;

    public FuzzJournal(string loader)
    {
        _loader = loader;
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "fuzz")).FullName;
        _path = Path.Combine(folder, $"{loader}.txt");
        _handle = File.OpenHandle(_path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    public void Begin(int number) => RandomAccess.Write(_handle, Encoding.ASCII.GetBytes($"{_loader}: reading case {number,8} of seed {FuzzLimits.Seed}\n"), 0);

    public void Finish(string summary)
    {
        RandomAccess.SetLength(_handle, 0);
        RandomAccess.Write(_handle, Encoding.UTF8.GetBytes(summary + "\n"), 0);
    }

    public void Dispose() => _handle.Dispose();
}
