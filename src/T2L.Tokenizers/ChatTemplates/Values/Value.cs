namespace T2L.Tokenizers.ChatTemplates.Values;

/// <summary>A value of the template language. The subclasses are all there is: no object of this program can be reached from a template.</summary>
internal abstract class Value
{
    /// <summary>What Python calls the type; used in error texts.</summary>
    public abstract string TypeName { get; }

    /// <summary>Whether a condition takes it for true.</summary>
    public virtual bool IsTrue => true;

    /// <summary>How deep lists and mappings are nested in it.</summary>
    public virtual int Depth => 0;
}
