namespace T2L.Adapters.Lora;

/// <summary>The steps of an expression that are possible at one place of a path.</summary>
internal sealed class PathStates(int count)
{
    private readonly bool[] _has = new bool[count];
    private readonly List<int> _all = [];

    public IReadOnlyList<int> All => _all;

    public bool Contains(int step) => _has[step];

    public bool Add(int step)
    {
        if (_has[step])
            return false;
        _has[step] = true;
        _all.Add(step);
        return true;
    }

    public void Clear()
    {
        foreach (var step in _all)
            _has[step] = false;
        _all.Clear();
    }
}
