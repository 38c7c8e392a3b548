using System.Globalization;

namespace T2L.Training.Recipes;

/// <summary>What <c>t2l train nano</c> leaves behind.</summary>
/// <param name="Output">Folder of what is shipped.</param>
/// <param name="Adapters">Folder of the LoRAs that are shipped.</param>
/// <param name="AdapterCount">LoRAs in it.</param>
/// <param name="Files">Files in both.</param>
/// <param name="Written">Files that this run wrote: all others were there already.</param>
/// <param name="Bytes">Bytes in both.</param>
public sealed record NanoWorldResult(string Output, string Adapters, int AdapterCount, int Files, int Written, long Bytes)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Files} files, {Bytes / 1e6:F1} MB, {AdapterCount} LoRAs among them in {Adapters}; {Written} files were written anew");
}
