namespace T2L.Registry.Search;

/// <summary>The direction that is looked for, as a <see cref="Subspace"/> sees it.</summary>
internal sealed class QueryHead
{
    /// <summary>Projects a rounded direction.</summary>
    public QueryHead(Subspace subspace, QueryCode query)
    {
        var direction = query.Decode();
        var head = new float[subspace.Directions];
        subspace.Project(direction, head);
        Code = new QueryCode(head);
        Rest = Direction.Rest(direction, head);
    }

    /// <summary>Its numbers along the subspace's directions, rounded; shape [H].</summary>
    public QueryCode Code { get; }

    /// <summary>Length of what lies across them.</summary>
    public float Rest { get; }
}
