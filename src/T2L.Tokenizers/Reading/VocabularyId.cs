using System.Globalization;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.Reading;

/// <summary>The range of token ids.</summary>
internal static class VocabularyId
{
    // The largest vocabularies in use have about 260,000 entries; tables are sized by the highest id.
    public const int Limit = 1 << 24;

    public static int Check(JsonSection section, string name, int id) =>
        id is >= 0 and < Limit
            ? id
            : throw new ModelFormatException(ModelFormatError.BadValue, section.File,
                string.Create(CultureInfo.InvariantCulture, $"{section.Path}.{name}: id {id} is outside 0 to {Limit - 1}."));
}
