using System.Reflection;

namespace TorchSharp.Utils;

/// <summary>The fields of a module that hold its parts, in the order of declaration, base classes first.</summary>
internal static class ComponentFields
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<(string Name, object Value)> Of(torch.nn.Module module) =>
        from type in Lineage(module.GetType())
        from field in type.GetFields(Declared)
        let value = field.GetValue(module)
        where value is torch.Tensor or torch.nn.Module
        select (field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name, value);

    private static Stack<Type> Lineage(Type type)
    {
        var lineage = new Stack<Type>();
        for (var current = type; current != typeof(torch.nn.Module); current = current.BaseType!) lineage.Push(current);
        return lineage;
    }
}
