using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Keeps the state of each parameter, and saves and restores it.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<nint, OptimizerState> _states = [];

    public virtual optim.Optimizer.StateDictionary state_dict()
    {
        var dictionary = new optim.Optimizer.StateDictionary();
        foreach (var group in Groups)
        {
            var indices = new List<int>();
            dictionary.Options.Add(group.Options);
            dictionary.StateIndexRef.Add(indices);
            foreach (var parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(_states[parameter.Handle]);
            }
        }
        return dictionary;
    }

    /// <summary>Copies options and state in; groups and parameters must be as many, in the same order.</summary>
    public virtual void load_state_dict(optim.Optimizer.StateDictionary state_dict)
    {
        var own = this.state_dict();
        if (own.Options.Count != state_dict.Options.Count || own.State.Count != state_dict.State.Count)
            throw new ArgumentException($"The state has {state_dict.Options.Count} groups and {state_dict.State.Count} parameters, this optimizer {own.Options.Count} and {own.State.Count}.", nameof(state_dict));
        for (var i = 0; i < own.Options.Count; i++) own.Options[i].LoadStateDict(state_dict.Options[i]);
        for (var i = 0; i < own.State.Count; i++) own.State[i].LoadStateDict(state_dict.State[i]);
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        var own = state_dict();
        writer.Write(own.Options.Count);
        writer.Write(own.State.Count);
        own.Options.ForEach(options => options.SaveStateDict(writer));
        own.State.ForEach(state => state.SaveStateDict(writer));
    }

    public void load_state_dict(BinaryReader reader)
    {
        var own = state_dict();
        var (groups, states) = (reader.ReadInt32(), reader.ReadInt32());
        if (groups != own.Options.Count || states != own.State.Count)
            throw new InvalidDataException($"The saved state has {groups} groups and {states} parameters, this optimizer {own.Options.Count} and {own.State.Count}.");
        own.Options.ForEach(options => options.LoadStateDict(reader));
        own.State.ForEach(state => state.LoadStateDict(reader));
    }

    public void to(Device device)
    {
        foreach (var state in _states.Values) state.to(device);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;
        foreach (var state in _states.Values) (state as IDisposable)?.Dispose();
        _states.Clear();
    }

    private protected void Add(ParamGroup group, Func<Parameter, OptimizerState> state)
    {
        group.Parameters = [.. group.Parameters];
        group.InitialLearningRate = group.LearningRate;
        foreach (var parameter in group.Parameters)
        {
            if (_states.ContainsKey(parameter.Handle)) throw new ArgumentException("A parameter appears in two groups, or twice in one.", nameof(group));
            var fresh = state(parameter);
            fresh.Initialize(group.Options);
            _states.Add(parameter.Handle, fresh);
        }
        Groups.Add(group);
    }

    private protected OptimizerState StateOf(Parameter parameter) => _states[parameter.Handle];
}
