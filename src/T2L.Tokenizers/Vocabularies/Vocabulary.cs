using System.Runtime.CompilerServices;
using System.Text;

namespace T2L.Tokenizers.Vocabularies;

/// <summary>Tokens and their ids, both ways; each token and each id occurs once.</summary>
internal sealed class Vocabulary(int expected)
{
    private readonly TokenTable _table = new(expected);
    private readonly List<int> _ids = new(expected);
    private IdIndex? _index;
    private string?[]? _cache;

    public int Count => _table.Count;

    public int HighestId { get; private set; } = -1;

    /// <summary>The most bytes of one token.</summary>
    public int LongestToken => _table.Longest;

    public bool TryAdd(ReadOnlySpan<byte> token, int id)
    {
        if (!_table.TryAdd(token, id))
            return false;
        _ids.Add(id);
        HighestId = Math.Max(HighestId, id);
        return true;
    }

    /// <summary>Ends the filling.</summary>
    /// <returns>An id that two tokens have; null where every id is single.</returns>
    public int? Close()
    {
        _index = new IdIndex(_ids, HighestId);
        _cache = new string?[_table.Count];
        return _index.Twice;
    }

    public bool TryGetId(ReadOnlySpan<byte> token, out int id)
    {
        ref int value = ref _table.ValueOf(token);
        bool found = !Unsafe.IsNullRef(ref value);
        id = found ? value : -1;
        return found;
    }

    public int? Id(string token) => TryGetId(Encoding.UTF8.GetBytes(token), out int id) ? id : null;

    /// <summary>The token of an entry, in the order of the file.</summary>
    public ReadOnlySpan<byte> Utf8(int entry, out int id)
    {
        id = _ids[entry];
        return _table[entry];
    }

    /// <summary>The UTF-8 of an id's token; empty where there is none.</summary>
    public ReadOnlySpan<byte> Utf8Of(int id) => _index!.Entry(id) is >= 0 and var entry ? _table[entry] : default;

    /// <summary>The token of an id; null where there is none.</summary>
    public string? Token(int id)
    {
        int entry = _index!.Entry(id);
        return entry < 0 ? null : _cache![entry] ??= Encoding.UTF8.GetString(_table[entry]);
    }
}
