/** Whether two PNGs look the same: browsers round a few pixels of shadows now this way and now that. */
export function samePicture(page, before, after) {
  return page.evaluate(
    async (pictures) => {
      const [a, b] = await Promise.all(
        pictures.map(async (picture) => {
          const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      return a.length === b.length && a.every((value, index) => Math.abs(value - b[index]) <= 2);
    },
    [before.toString('base64'), after.toString('base64')],
  );
}
