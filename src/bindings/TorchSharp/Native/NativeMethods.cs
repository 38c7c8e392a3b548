using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The functions of libt2l_torch.so. Those marked SuppressGCTransition read one field and return.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "t2l_torch";

    [LibraryImport(Library)]
    internal static partial byte* t2l_error();

    [LibraryImport(Library)]
    internal static partial byte* t2l_version();

    [LibraryImport(Library)]
    internal static partial long t2l_live_tensors();

    [LibraryImport(Library)]
    internal static partial long t2l_peak_tensors();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint t2l_operator(string name, string overload);

    [LibraryImport(Library)]
    internal static partial int t2l_call(nint op, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [LibraryImport(Library)]
    internal static partial void t2l_release_handles(nint* handles);

    [LibraryImport(Library)]
    internal static partial void t2l_release(nint handle);

    [LibraryImport(Library)]
    internal static partial nint t2l_alias(nint handle);

    [LibraryImport(Library)]
    internal static partial nint t2l_from_data(void* data, long bytes, long* sizes, int dimensions, int dtype);

    [LibraryImport(Library)]
    internal static partial nint t2l_from_blob(void* data, long* sizes, int dimensions, int dtype, delegate* unmanaged<nint, void> release, nint context);

    [LibraryImport(Library)]
    internal static partial void* t2l_data(nint handle);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long t2l_dim(nint handle);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long t2l_numel(nint handle);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int t2l_dtype(nint handle);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long t2l_element_size(nint handle);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int t2l_device(nint handle, int* index);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void t2l_sizes(nint handle, long* sizes);

    [LibraryImport(Library)]
    internal static partial int t2l_strides(nint handle, long* strides);

    [LibraryImport(Library)]
    internal static partial long t2l_storage_offset(nint handle);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int t2l_is_contiguous(nint handle);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int t2l_is_sparse(nint handle);
}
