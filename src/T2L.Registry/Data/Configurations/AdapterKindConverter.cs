using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using T2L.Adapters;

namespace T2L.Registry.Data.Configurations;

/// <summary>A kind is stored as a lower-case word, so that a row can be read without this program.</summary>
internal sealed class AdapterKindConverter() : ValueConverter<AdapterKind, string>(kind => kind.NameOf(), word => FromWord(word))
{
    private static AdapterKind FromWord(string word) => AdapterKindNames.Parse(word)
        ?? throw new InvalidOperationException($"adapter_versions.kind is '{word}', which this program does not know. Update it.");
}
