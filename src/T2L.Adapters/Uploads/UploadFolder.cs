using T2L.Adapters.Peft;
using T2L.Adapters.Svf;

namespace T2L.Adapters.Uploads;

/// <summary>
/// The files of an upload, in a folder of their own until they are read. Only files that an adapter consists of are written, under the names that this library gives them; nothing stays
/// when it is disposed.
/// </summary>
public sealed class UploadFolder : IDisposable
{
    private const string Prefix = "t2l-upload-";
    private const int BufferBytes = 1 << 17;
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);

    private readonly UploadLimits _limits;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private string? _folder;
    private long _bytes;

    private UploadFolder(string path, UploadLimits limits) => (Path, _limits) = (path, limits);

    /// <summary>Where the files are.</summary>
    public string Path { get; }

    /// <summary>Makes an empty folder that only this user can enter, and clears away what a crash left a day ago.</summary>
    /// <param name="parent">Where it is made.</param>
    /// <param name="limits">How much is taken.</param>
    /// <returns>The folder.</returns>
    public static UploadFolder Create(string parent, UploadLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        Directory.CreateDirectory(parent);
        foreach (var old in Directory.EnumerateDirectories(parent, Prefix + "*").Where(old => DateTime.UtcNow - Directory.GetLastWriteTimeUtc(old) > LeftoverAge))
            TryDelete(old);
        var path = System.IO.Path.Combine(parent, $"{Prefix}{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new UploadFolder(path, limits);
    }

    /// <summary>Takes one file of a folder that was sent file by file.</summary>
    /// <param name="name">Its name, with the folders that the sender put before it.</param>
    /// <param name="content">Its bytes; read to the end.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="AdapterFormatException">The name or the size is refused.</exception>
    public async Task AddAsync(string name, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        if (Accept(name) is { } path)
            await WriteAsync(path, content, long.MaxValue, cancellationToken).ConfigureAwait(false);
        else
            await CopyAsync(name, content, Stream.Null, long.MaxValue, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads what was sent.</summary>
    /// <returns>The adapter, independent of the folder.</returns>
    /// <exception cref="AdapterFormatException">A file is missing, damaged, asks for code to be run, or is no adapter.</exception>
    public AnyAdapter Read()
    {
        var expert = System.IO.Path.Combine(Path, SvfExpertFile.Name);
        var config = System.IO.Path.Combine(Path, PeftConfigFile.Name);
        if (File.Exists(expert))
        {
            return File.Exists(config)
                ? throw new AdapterFormatException(AdapterFormatError.InvalidArchive, $"the upload has {PeftConfigFile.Name} beside it: one is a LoRA, the other an expert. Send them apart.", SvfExpertFile.Name)
                : AnyAdapter.Read(expert);
        }
        if (!File.Exists(config))
            throw new AdapterFormatException(AdapterFormatError.FileMissing, $"an adapter needs this file, and {PeftDirectory.WeightsName} or, for an expert, {SvfExpertFile.Name} instead of both; {Found()}.", PeftConfigFile.Name);
        UploadedConfig.RefuseCode(config);
        return AnyAdapter.Read(Path);
    }

    /// <inheritdoc/>
    public void Dispose() => TryDelete(Path);

    /// <summary>Checks a name.</summary>
    /// <returns>The path if the file is wanted; null if it is to be passed over.</returns>
    internal UploadPath? Accept(string name)
    {
        var path = UploadPath.Parse(name);
        if (!_names.Add(name.TrimEnd('/')))
            throw new AdapterFormatException(AdapterFormatError.DuplicateKey, $"the upload has two files called '{name}', capitals not counted.", path.Name);
        if (_names.Count > _limits.MaxEntries)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the upload has more than {_limits.MaxEntries} files and folders (Api:Upload:MaxEntries).");
        if (!path.IsWanted)
            return null;
        if (_folder is not null && _folder != path.Folder)
            throw new AdapterFormatException(AdapterFormatError.InvalidArchive, $"the upload has adapters in two folders, '{_folder}' and '{path.Folder}'. Send one adapter at a time.", path.Name);
        _folder = path.Folder;
        return path;
    }

    /// <summary>Writes a wanted file.</summary>
    /// <param name="path">From <see cref="Accept"/>.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="most">How many it may have beside what the limits say.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>How many it had, and their checksum.</returns>
    internal async Task<(long Bytes, uint Crc)> WriteAsync(UploadPath path, Stream content, long most, CancellationToken cancellationToken)
    {
        var file = new FileStream(System.IO.Path.Combine(Path, path.Name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
            return await CopyAsync(path.Name, content, file, most, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(long Bytes, uint Crc)> CopyAsync(string name, Stream from, Stream to, long most, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var (bytes, crc) = (0L, 0u);
        while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            bytes += read;
            _bytes += read;
            if (bytes > most)
                throw new AdapterFormatException(AdapterFormatError.InvalidArchive, $"unpacked it goes on after {most} bytes, where it should end or is {_limits.MaxRatio} times larger than packed (Api:Upload:MaxRatio).", name);
            RefuseLarge(name, bytes);
            crc = Storage.Crc32.Append(crc, buffer.AsSpan(0, read));
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return (bytes, crc);
    }

    private void RefuseLarge(string name, long bytes)
    {
        if (bytes > _limits.MaxFileBytes)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the file has more than {_limits.MaxFileBytes} bytes (Api:Upload:MaxFileBytes).", name);
        if (_bytes > _limits.MaxBytes)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"with this file the upload has more than {_limits.MaxBytes} bytes (Api:MaxUploadBytes).", name);
    }

    private string Found() => _names.Count == 0 ? "the upload has no files" : $"the upload has {string.Join(", ", _names.Take(5).Select(name => $"'{name}'"))}{(_names.Count > 5 ? " and others" : "")}";

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another process clears the same leftovers, or it is not ours.
        }
    }
}
