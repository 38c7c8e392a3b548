using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor T => Aten.numpy_T.Call(this);

        public Tensor mT => Aten.mT.Call(this);

        public Tensor view(params long[] shape) => Aten.view.Call(this, shape);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor reshape(params long[] shape) => Aten.reshape.Call(this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.flatten_using_ints.Call(this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes)
        {
            var old = shape;
            var at = (int)(dim < 0 ? dim + old.Length : dim);
            return view([.. old[..at], .. sizes, .. old[(at + 1)..]]);
        }

        public Tensor ravel() => Aten.ravel.Call(this);

        public Tensor t() => Aten.t.Call(this);

        public Tensor transpose(long dim0, long dim1) => Aten.transpose_int.Call(this, dim0, dim1);

        public Tensor transpose_(long dim0, long dim1) => InPlace(Aten.transpose_, dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor permute(params long[] permutation) => Aten.permute.Call(this, permutation);

        public Tensor permute(IEnumerable<long> permutation) => permute([.. permutation]);

        public Tensor movedim(long[] source, long[] destination) => Aten.movedim_intlist.Call(this, source, destination);

        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        public Tensor expand(params long[] sizes) => Aten.expand.Call(this, sizes);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.expand.Call(this, sizes, isImplicit);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor broadcast_to(params long[] shape) => expand(shape);

        public Tensor repeat(params long[] sizes) => Aten.repeat.Call(this, sizes);

        public Tensor tile(long[] reps) => Aten.tile.Call(this, reps);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_int.Call(this, repeats, dim, output_size);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_Tensor.Call(this, repeats, dim, output_size);

        public Tensor squeeze(long? dim = null) => dim is long at ? Aten.squeeze_dim.Call(this, at) : Aten.squeeze.Call(this);

        public Tensor squeeze_(long? dim = null) => dim is long at ? InPlace(Aten.squeeze__dim, at) : InPlace(Aten.squeeze_);

        public Tensor unsqueeze(long dim) => Aten.unsqueeze.Call(this, dim);

        public Tensor unsqueeze_(long dim) => InPlace(Aten.unsqueeze_, dim);

        public Tensor[] split(long size, int dim = 0) => Aten.split_Tensor.CallList(this, size, dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Aten.split_with_sizes.CallList(this, sizes, dim);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);

        public Tensor[] split(params long[] sizes) => split(sizes, 0L);

        public Tensor[] chunk(long chunks, long dim = 0) => Aten.chunk.CallList(this, chunks, dim);

        public Tensor[] tensor_split(long size, long dim = 0) => Aten.tensor_split_sections.CallList(this, size, dim);

        public Tensor[] tensor_split(long[] sizes, long dim = 0) => Aten.tensor_split_indices.CallList(this, sizes, dim);

        public Tensor[] unbind(long dimension = 0) => Aten.unbind_int.CallList(this, dimension);

        public Tensor flip(params long[] dims) => Aten.flip.Call(this, dims);

        public Tensor roll(long shifts, long? dims = null) => Aten.roll.Call(this, new[] { shifts }, dims is long at ? [at] : Array.Empty<long>());

        public Tensor roll(long[] shifts, long[] dims) => Aten.roll.Call(this, shifts, dims);

        public Tensor tril(long diagonal = 0) => Aten.tril.Call(this, diagonal);

        public Tensor tril_(long diagonal = 0) => InPlace(Aten.tril_, diagonal);

        public Tensor triu(long diagonal = 0) => Aten.triu.Call(this, diagonal);

        public Tensor triu_(long diagonal = 0) => InPlace(Aten.triu_, diagonal);

        public Tensor diag(long diagonal = 0) => Aten.diag.Call(this, diagonal);

        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => Aten.diag_embed.Call(this, offset, dim1, dim2);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Aten.diagonal.Call(this, offset, dim1, dim2);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Aten.as_strided.Call(this, size, strides, storageOffset);

        public Tensor unfold(long dimension, long size, long step) => Aten.unfold.Call(this, dimension, size, step);
    }
}
