using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using T2L.Adapters;

namespace T2L.Registry.Data;

/// <summary>A digest is stored as its text, so that a row can be read without this program.</summary>
internal sealed class DigestConverter() : ValueConverter<Digest, string>(digest => digest.Value, text => Digest.Parse(text));
