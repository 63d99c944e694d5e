import { useForm, type UseFormInput, type UseFormReturnType } from "@mantine/form";
import { kept } from "./kept.ts";

/** A form whose fields are kept with the tab, so that nothing typed is lost when the page is. */
export function useDraft<T extends Record<string, unknown>>(
  name: string,
  input: UseFormInput<T> & { readonly initialValues: T },
): UseFormReturnType<T> & { readonly forget: () => void } {
  const place = kept<Partial<T>>("session", `draft.${name}`);
  const form = useForm<T>({
    ...input,
    initialValues: { ...input.initialValues, ...place.read() },
    onValuesChange: (values) => place.write(values),
  });
  return { ...form, forget: () => place.write(undefined) };
}
